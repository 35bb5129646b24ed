"""The pipeline: pure stages from an article to its extraction; ``extractor.py`` tells the story."""
