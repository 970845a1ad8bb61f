"""Chinese official text to facts with their exact words: pure functions, one file a kind of fact."""
