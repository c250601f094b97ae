using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Targets;

namespace GoEnv.Tests.Targets;

public sealed class OutputBufferTests
{
    [Fact]
    public void Lines_are_handed_over_when_they_are_whole()
    {
        var lines = new List<string>();
        var buffer = new OutputBuffer(100, "end\n", part => lines.Add(Encoding.UTF8.GetString(part.Span)));

        Assert.Null(buffer.Append("a\nb"u8));
        Assert.Equal(["a\n"], lines);
        Assert.Null(buffer.Append("c\nd\ne"u8));
        Assert.Equal(["a\n", "bc\nd\n"], lines);
        Assert.Equal(ProcessEnd.SawEndLine, buffer.Append("nd\n"u8));
        Assert.Equal(["a\n", "bc\nd\n", "end\n"], lines);
        Assert.Equal("a\nbc\nd\nend\n", Encoding.UTF8.GetString(buffer.Content.Span));
    }

    [Fact]
    public void The_limit_is_one_of_a_line_where_lines_are_handed_over()
    {
        var handed = 0;
        var buffer = new OutputBuffer(1000, null, part => handed += part.Length);
        var line = Encoding.UTF8.GetBytes(new string('x', 899) + "\n");
        for (var i = 0; i < 200; i++)
        {
            Assert.Null(buffer.Append(line));
        }

        Assert.Equal(200 * 900, handed);
        Assert.Equal(64 * 1024, buffer.Content.Length);
        Assert.Null(buffer.Append(line.AsSpan(0, 899)));
        Assert.Equal(ProcessEnd.OutputTooLarge, buffer.Append(line.AsSpan(0, 101)));
    }

    [Fact]
    public void However_the_output_is_cut_all_whole_lines_come_once() =>
        Prop.ForAll<string[]>(parts =>
        {
            var bytes = parts.Select(part => Encoding.UTF8.GetBytes((part ?? string.Empty).Replace('a', '\n'))).ToList();
            var all = bytes.SelectMany(part => part).ToArray();
            List<byte> handed = [];
            var buffer = new OutputBuffer(1 << 20, null, part => handed.AddRange(part.Span));
            bytes.ForEach(part => buffer.Append(part));
            Assert.Equal(all[..(Array.LastIndexOf(all, (byte)'\n') + 1)], handed);
            Assert.Equal(all, buffer.Content.ToArray());
        }).QuickCheckThrowOnFailure();
}
