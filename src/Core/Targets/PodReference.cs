namespace GoEnv;

/// <summary>A container of a pod as a target names it: <c>[[context/]namespace/]pod[/container]</c>.</summary>
/// <param name="Context">The context of kubeconfig; null for the current one.</param>
/// <param name="Namespace">The namespace; null for that of the context.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Container">The container; null for the pod's default.</param>
public sealed record PodReference(string? Context, string? Namespace, string Pod, string? Container)
{
    private const int LongestName = 253;

    /// <summary>
    /// Reads the written form: <c>pod</c>, <c>namespace/pod</c>, <c>namespace/pod/container</c> or
    /// <c>context/namespace/pod/container</c>, with an empty container for the default. The name of a context may hold
    /// slashes. <see cref="FormatException"/> otherwise.
    /// </summary>
    public static PodReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        var reference = parts switch
        {
            [var pod] => new PodReference(null, null, pod, null),
            [var space, var pod] => new PodReference(null, space, pod, null),
            [var space, var pod, var container] => new PodReference(null, space, pod, container.Length > 0 ? container : null),
            [.. var context, var space, var pod, var container] =>
                new PodReference(string.Join('/', context), space, pod, container.Length > 0 ? container : null),
            _ => throw new FormatException("The target 'pod:' names no pod."),
        };
        reference.Check(text);
        return reference;
    }

    /// <summary>The written form, which <see cref="Parse"/> reads.</summary>
    public override string ToString() => (Context, Namespace, Container) switch
    {
        (null, null, _) => Pod,
        (null, _, null) => $"{Namespace}/{Pod}",
        (null, _, _) => $"{Namespace}/{Pod}/{Container}",
        _ => $"{Context}/{Namespace}/{Pod}/{Container}",
    };

    private void Check(string text)
    {
        if (Context is { } context && (context.Length == 0 || context.StartsWith('-') || context.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
        {
            throw Wrong($"'{context}' cannot be the name of a context");
        }

        foreach (var (what, name) in new[] { ("namespace", Namespace), ("pod", Pod), ("container", Container) })
        {
            if (name is not null && !IsName(name))
            {
                throw Wrong($"'{name}' cannot be the name of a {what}");
            }
        }

        FormatException Wrong(string why) => new(
            $"The target 'pod:{Text.TargetText.Clean(text)}' is not valid: {Text.TargetText.Clean(why)}; write 'pod:namespace/pod', "
            + "'pod:namespace/pod/container' or 'pod:context/namespace/pod/'.");
    }

    // RFC 1123: what the API server takes as a name.
    private static bool IsName(string name) => name.Length is > 0 and <= LongestName
        && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.')
        && name[0] is not ('-' or '.') && name[^1] is not ('-' or '.');
}
