"""The scenario file: schema, loading, checking, generating fleets, presets."""
