namespace GoEnv.Console;

/// <summary>The command line is wrong; the message says where and what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
