"""Files dropped into the browser: kept, read in the background, gone on with."""
