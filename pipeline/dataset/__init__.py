"""The dataset: store, schema, exports, verification."""
