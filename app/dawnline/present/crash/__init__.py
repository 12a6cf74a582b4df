"""What a crash report says, and what it keeps to itself."""
