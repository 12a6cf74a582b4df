"""Why: from recorded values to an ordered chain of causes, the first cause first."""
