"""The Discord side: cogs and buttons take questions and send answers; everything else is in other packages."""
