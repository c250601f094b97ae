namespace GoEnv.Toolchain.Install;

/// <summary>What a change of toolchains must know of a target before it is planned.</summary>
/// <param name="Place">Where toolchains are installed.</param>
/// <param name="Toolchains">Every toolchain of the account; null where they were not asked for.</param>
internal sealed record ToolchainInquiry(ToolchainPlace Place, ToolchainFacts? Toolchains)
{
    private const string PlaceId = "place";

    /// <summary>Asks in one round trip; <see cref="FormatException"/> when the answer does not do.</summary>
    public static async Task<ToolchainInquiry> AskAsync(
        ISession session, bool withToolchains, string nonce, TimeSpan limit, CancellationToken cancellationToken)
    {
        var probe = new ToolchainProbe();
        List<(string Id, string Text)> questions = [(PlaceId, ToolchainPlace.Script)];
        if (withToolchains)
        {
            questions.Add((probe.Id, probe.Script));
        }

        var result = await session.RunAsync(ProbeScript.Compose(questions, nonce, limit), cancellationToken).ConfigureAwait(false);
        var transcript = Transcript.Parse(result.Output.Span, nonce);
        return new ToolchainInquiry(
            ToolchainPlace.Parse(Read(transcript, PlaceId)),
            withToolchains ? probe.Parse(Read(transcript, probe.Id)) : null);
    }

    private static ProbeOutput Read(Transcript transcript, string id)
    {
        var (output, problem) = transcript.Read(id);
        return output ?? throw new FormatException(problem);
    }
}
