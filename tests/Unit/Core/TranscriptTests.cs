using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GoEnv.Tests.Core;

public sealed class TranscriptTests
{
    private const string Nonce = "4f2e8c0d9b7a6153";

    [Fact]
    public void Reads_the_records_of_a_probe()
    {
        var output = Read($"""
            noise
            {Nonce} - ! begin
            {Nonce} host a =plain text
            {Nonce} host b #c3a4ff00
            {Nonce} host c +YQpi
            {Nonce} host d -
            {Nonce} host e ?=no reason
            {Nonce} host f ?+YQ==
            {Nonce} host row/0/x =1
            {Nonce} host row/0/y =2
            {Nonce} host row/1/x =3
            {Nonce} host ! 0
            {Nonce} - ! end

            """);
        Assert.Equal("plain text", output.Text("a").Value);
        Assert.Equal([0xc3, 0xa4, 0xff, 0], output.Bytes("b").Value);
        Assert.Equal("a\nb", output.Lines("c").Value);
        Assert.True(output.Text("d").IsAbsent);
        Assert.Equal("no reason", output.Text("e").Reason);
        Assert.Equal("a", output.Text("f").Reason);
        Assert.Equal(["1", "3"], output.Rows("row").Select(row => row.Text("x").Value));
        Assert.True(output.Text("g").IsUnknown);
    }

    [Fact]
    public void Rows_are_taken_while_the_rest_is_still_to_come()
    {
        var rows = new List<string>();
        Transcript transcript = null!;
        transcript = new Transcript(Nonce)
        {
            Recorded = (probe, key) =>
            {
                if (key == "row/1/end")
                {
                    var row = transcript.TakeRow(probe, "row/1");
                    rows.Add(row.Text("x").Value + row.Text("end").Value);
                }
            },
        };
        transcript.Append(Encoding.UTF8.GetBytes($"{Nonce} host row/1/x =a\n{Nonce} host row/10/x =b\n"));
        Assert.Empty(rows);
        transcript.Append(Encoding.UTF8.GetBytes($"{Nonce} host row/1/end =!\n{Nonce} host ! 0\n"));
        Assert.Equal(["a!"], rows);
        Assert.Equal(["b"], transcript.Read("host").Output!.Rows("row").Select(row => row.Text("x").Value));
    }

    [Theory]
    [InlineData("{0} host a =1\n{0} host a =2\n{0} host ! 0\n", "printed 'a' twice")]
    [InlineData("{0} host a =1\n{0} host a =1\n{0} host ! 0\n", "printed 'a' twice")]
    [InlineData("{0} host a =1\n{0} host ! 0", "cut off")]
    [InlineData("{0} host a =1\n", "cut off")]
    [InlineData("{0} host a =1\n{0} host ! 137\n", "time limit")]
    [InlineData("{0} host a =1\n{0} host ! 3\n", "exit code 3")]
    [InlineData("{0} host a =1\n{0} host ! 0\n{0} host ! 0\n", "ended twice")]
    [InlineData("{0} host a\n{0} host ! 0\n", "cannot be read")]
    [InlineData("{0} host a x\n{0} host ! 0\n", "cannot be read")]
    [InlineData("{0} host a #abc\n{0} host ! 0\n", "cannot be read")]
    [InlineData("{0} host a #zz\n{0} host ! 0\n", "cannot be read")]
    [InlineData("{0} host a +YQ\n{0} host ! 0\n", "cannot be read")]
    [InlineData("{0} host\n{0} host ! 0\n", "cannot be read")]
    [InlineData("{0} host a =1\nwrong-nonce host ! 0\n x{0} host ! 0\n", "cut off")]
    public void What_is_not_whole_is_a_problem_and_no_facts(string text, string says)
    {
        var (output, problem) = Transcript.Parse(Encoding.UTF8.GetBytes(string.Format(null, text, Nonce)), Nonce).Read("host");
        Assert.Null(output);
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_do_not_reach_a_text()
    {
        var output = Read($"{Nonce} host a =\u001b[2J\u202e\n{Nonce} host ! 0\n");
        Assert.Equal("\\x1b[2J\\u202e", output.Text("a").Value);
    }

    [Fact]
    public void Random_bytes_never_throw() => Prop.ForAll<byte[]>(bytes =>
    {
        var transcript = Transcript.Parse(bytes, Nonce);
        return transcript.Read("host") is { Output: null, Problem: not null } && !transcript.Began && !transcript.Ended;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes_behind_the_nonce_never_throw() => Prop.ForAll<byte[][]>(lines =>
    {
        byte[] all = [.. lines.SelectMany(line => (byte[])[.. Encoding.ASCII.GetBytes(Nonce + " host k"), .. line, (byte)'\n'])];
        var (output, problem) = Transcript.Parse(all, Nonce).Read("host");
        return (output is null) == (problem is not null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Forged_lines_and_noise_change_nothing()
    {
        var word = Gen.Elements("host", "user", "=root", "!", "0", "-", "\n", " ", "begin", "4f2e8c0d9b7a615", Nonce[1..], "\r", "\0", "\u001b");
        var noise = Gen.ListOf(word).Select(words => string.Join(' ', words).Replace(Nonce, "x", StringComparison.Ordinal));
        Prop.ForAll(noise.ToArbitrary(), noise.ToArbitrary(), (before, after) =>
        {
            var text = $"{before}\n{Nonce} host user =me\n{after}\n{Nonce} host ! 0\n{before}";
            return Read(text).Text("user").Value == "me";
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_prefix_of_an_answer_gives_all_of_a_probe_s_facts_or_none()
    {
        var whole = $"{Nonce} - ! begin\n\n{Nonce} host user =me\n{Nonce} host home =/home/me\n\n{Nonce} host ! 0\n{Nonce} - ! end\n";
        for (var length = 0; length <= whole.Length; length++)
        {
            var (output, _) = Transcript.Parse(Encoding.UTF8.GetBytes(whole[..length]), Nonce).Read("host");
            Assert.True(output is null || output.Text("home").Value == "/home/me");
        }
    }

    private static ProbeOutput Read(string text)
    {
        var (output, problem) = Transcript.Parse(Encoding.UTF8.GetBytes(text), Nonce).Read("host");
        Assert.True(output is not null, problem);
        return output;
    }
}
