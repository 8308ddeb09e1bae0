"""Programs that train the repair engine from any folder of clean Vietnamese text."""
