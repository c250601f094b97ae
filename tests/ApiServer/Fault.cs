namespace GoEnv.Tests.ApiServer;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>500 with a Status.</summary>
    InternalError,

    /// <summary>503 without a word.</summary>
    Unavailable,

    /// <summary>Half of the answer, then a reset.</summary>
    ResetMidStream,

    /// <summary>An answer that comes byte by byte without end.</summary>
    SlowLoris,

    /// <summary>An exec that is cut in the middle of a WebSocket frame.</summary>
    HalfFrame,

    /// <summary>200 with a page of a login portal.</summary>
    LoginPage,
}

/// <summary>A fault for the next requests whose path holds a text.</summary>
public sealed record Fault(FaultKind Kind, string Path, int Times = 1, int RetryAfter = 0);
