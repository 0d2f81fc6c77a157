"""The Discord side: cogs and buttons ask, record, render, send; everything else is elsewhere."""
