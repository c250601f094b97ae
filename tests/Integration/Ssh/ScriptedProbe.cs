namespace GoEnv.Tests.Ssh;

/// <summary>Composes the script of a probe whose text a test writes, and reads its answer.</summary>
internal sealed record ScriptedProbe(string Text)
{
    public const string Nonce = "4f2e8c0d9b7a6153";

    public Script Compose(TimeSpan limit) => ProbeScript.Compose([("test", Text)], Nonce, limit);

    public static ProbeOutput Read(ReadOnlyMemory<byte> output)
    {
        var (records, problem) = Transcript.Parse(output.Span, Nonce).Read("test");
        Assert.True(records is not null, problem);
        return records;
    }
}
