"""What the program says of itself: version and build, licences of what it carries, credits."""
