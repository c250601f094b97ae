using System.Text;

namespace GoEnv.HelpBuilder;

/// <summary>Makes the MAML help of the module from its markdown pages.</summary>
public static class Program
{
    /// <summary>Takes the folder of the pages and the file to write; 1 when a page is wrong, 64 on wrong arguments.</summary>
    public static int Main(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("usage: GoEnv.HelpBuilder FOLDER-OF-PAGES FILE-TO-WRITE");
            return 64;
        }

        try
        {
            var pages = Directory.GetFiles(args[0], "*.md").Order(StringComparer.Ordinal).Select(ReadPage).ToList();
            var text = MamlWriter.Write(pages);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
            File.WriteAllText(args[1], text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return 0;
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            // The form that MSBuild takes for an error of the build.
            Console.Error.WriteLine($"HelpBuilder : error HELP001: {e.Message}");
            return 1;
        }
    }

    private static HelpPage ReadPage(string file)
    {
        var page = HelpPage.Parse(File.ReadAllText(file), file);
        PageCheck.Check(page, file);
        return page;
    }
}
