"""The formats a dataset is exported to, each written part by part."""
