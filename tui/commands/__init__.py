"""The sub-commands without a screen: arguments, printing, exit codes. They load no Textual."""
