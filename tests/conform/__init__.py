"""The site judged by others: one command runs their validators and prints what they found."""
