"""Values from strings: knows neither files nor the pipeline."""
