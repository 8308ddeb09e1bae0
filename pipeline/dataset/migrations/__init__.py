"""Migrations of the dataset (Alembic): each brings a dataset one version forward."""
