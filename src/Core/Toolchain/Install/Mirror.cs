namespace GoEnv.Toolchain.Install;

/// <summary>A site that offers Go releases as go.dev/dl does: archives by their names, and a JSON index by <c>?mode=json</c>.</summary>
public sealed record Mirror
{
    private readonly Uri root;

    private Mirror(Uri root) => this.root = root;

    /// <summary>The Go project's own site.</summary>
    public static Mirror Default { get; } = Parse("https://go.dev/dl");

    /// <summary>The index of every release.</summary>
    public Uri Index => new(root, "?mode=json&include=all");

    /// <summary>
    /// Reads an http(s) address. <see cref="FormatException"/> for another one, and for one with a user name or password,
    /// which would stand in plans and in argument lists.
    /// </summary>
    public static Mirror Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new FormatException($"'{text}' is not an http or https address.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw new FormatException($"the mirror {address.Host} is given with a user name or password; plans and argument lists would show it. Name a mirror that needs none.");
        }

        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new FormatException($"'{text}' is not the address of a mirror: leave out what begins with '?' or '#'.");
        }

        return new Mirror(address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/"));
    }

    /// <summary>The address of an archive.</summary>
    public Uri Archive(string fileName) => new(root, fileName);

    /// <summary>The address, as it was given but for a slash at its end.</summary>
    public override string ToString() => root.AbsoluteUri.TrimEnd('/');
}
