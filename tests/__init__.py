"""Tests, and the fuzzing of readers."""
