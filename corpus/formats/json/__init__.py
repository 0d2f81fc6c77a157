"""Formats of JSON and YAML: records of services, of programs, and of a writer's own names."""
