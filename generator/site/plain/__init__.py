"""The smallest theme of our own: a page's frame for when no other theme is installed."""
