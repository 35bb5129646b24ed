"""Recipes: whole trainings as values, one a file."""
