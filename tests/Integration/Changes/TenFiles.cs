using GoEnv.Changes;

namespace GoEnv.Tests.Changes;

/// <summary>Ten changes of files of every kind: what they find, and what they leave.</summary>
internal static class TenFiles
{
    public static IReadOnlyList<Remedy> Remedies { get; } =
    [
        Write("~/.profile", "export A=1\nexport PATH\n"),
        Write("~/crlf.txt", "one\r\ntwo\r\nthree"),
        Write("~/.bashrc", "# linked\nnew\n"),
        Write("${XDG_CONFIG_HOME:-~/.config}/go/env", "GOPROXY=https://proxy.example,direct\n"),
        new FileRemedy("~/remove me", null),
        Write("~/it's \"odd\" $HOME", "odd\n"),
        new FileRemedy("~/binary", new FileContent([0, 1, 255, 10, 13, 0])),
        new ModeRemedy("~/secret", "600"),
        new LinkRemedy("~/go", "sdk/go1.27"),
        Write("~/empty", string.Empty),
    ];

    /// <summary>One of each kind of step: a file replaced, one made in folders that are missing, one removed, a mode, a link.</summary>
    public static IReadOnlyList<Remedy> OfEachKind { get; } = [Remedies[0], Remedies[3], Remedies[4], Remedies[7], Remedies[8]];

    public static void Fill(ChangeHome home)
    {
        home.Write(".profile", "export A=0\n", 0x1a0);
        home.Write("crlf.txt", "one\r\ntwo");
        home.Write("dotfiles/bashrc", "# linked\nold");
        File.CreateSymbolicLink(home[".bashrc"], "dotfiles/bashrc");
        home.Write("remove me", "gone soon\n", 0x180);
        home.Write("secret", "machine example login x\n", 0x1b6);
        home.Write("binary", "\0old\xff\n");
        home.Write("empty", "not empty\n");
        Directory.CreateDirectory(home["sdk/go1.26"]);
        Directory.CreateDirectory(home["sdk/go1.27"]);
        File.CreateSymbolicLink(home["go"], "sdk/go1.26");
        home.Own();
    }

    private static FileRemedy Write(string path, string text) => new(path, FileContent.OfText(text));

    public sealed record ModeRemedy(string Path, string Mode) : Remedy
    {
        public override ChangeImpact Impact => ChangeImpact.Low;

        public override IReadOnlyList<PathQuery> Reads => [Query];

        private PathQuery Query => new(Path) { Content = false };

        public override string Describe() => $"Set {Path} to {Mode}.";

        public override IEnumerable<ChangeStep> Plan(TargetState state) => state[Query].To(state[Query].Image with { Mode = Mode });
    }

    public sealed record LinkRemedy(string Path, string Text) : Remedy
    {
        public override ChangeImpact Impact => ChangeImpact.Medium;

        public override IReadOnlyList<PathQuery> Reads => [Query];

        private PathQuery Query => new(Path) { Follow = false };

        public override string Describe() => $"Let {Path} lead to {Text}.";

        public override IEnumerable<ChangeStep> Plan(TargetState state) => state[Query].To(FileImage.Link(Text));
    }
}
