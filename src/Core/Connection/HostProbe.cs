namespace GoEnv.Connection;

/// <summary>Asks for the machine, the account and its clock.</summary>
public sealed class HostProbe() : Probe<HostFacts>("host")
{
    /// <inheritdoc/>
    protected internal override HostFacts Parse(ProbeOutput output)
    {
        var clock = output.Number("clock");
        return new HostFacts
        {
            Kernel = output.Text("kernel"),
            Machine = output.Text("machine"),
            User = output.Text("user"),
            Home = output.Text("home"),
            Clock = clock.TryGet(out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, 253402300799))
                : Fact<DateTimeOffset>.Unknown(clock.Reason ?? "the target has no clock"),
        };
    }
}
