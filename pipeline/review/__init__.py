"""What a reviewer's screens ask of the dataset, without any web: see ``pipeline.review.desk``."""
