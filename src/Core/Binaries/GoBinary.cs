using GoEnv.Toolchain;

namespace GoEnv.Binaries;

/// <summary>Reads what Go left in an executable.</summary>
public static class GoBinary
{
    /// <summary>Reads a file of this machine; what is wrong with it is the <see cref="GoBuildInfo.Problem"/> of the result.</summary>
    public static GoBuildInfo Read(string path, bool packages = false)
    {
        try
        {
            using var reader = FileReader.Open(path);
            return reader is not null
                ? Read(reader, path, packages)
                : Failed(path, null, BinaryError.NotGoBinary, "is not a file that has content");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(path, null, BinaryError.PathNotFound, "does not exist");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(path, null, BinaryError.FileUnreadable, $"cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Reads a file through a reader, whose <see cref="IOException"/> comes through.</summary>
    public static GoBuildInfo Read(IPositionalReader reader, string path, bool packages = false) =>
        Read(new ByteSource(reader), path, packages);

    internal static GoBuildInfo Read(ByteSource source, string path, bool packages)
    {
        Image? image = null;
        try
        {
            image = ImageReader.Read(source, out var blob);
            if (image is null)
            {
                return Failed(path, null, BinaryError.NotGoBinary, "is not an executable");
            }

            if (packages && image.Section(".gopclntab") is { IsInFile: true } table)
            {
                source.Expect(table.Offset, 64);
            }

            if (blob is not null)
            {
                var info = Describe(path, image, blob);
                var (names, incomplete) = packages ? LinkedPackages.Read(image) : (null, null);
                return info with { Packages = names, PackagesIncomplete = incomplete };
            }
        }
        catch (BinaryFormatException e)
        {
            return UpxMark.IsOn(source, image) ? Packed(path, image) : Failed(path, image, e.Error, e.Message);
        }

        return image switch
        {
            _ when UpxMark.IsOn(source, image) => Packed(path, image),
            _ when image.File.IsTruncated => Failed(path, image, BinaryError.TruncatedBinary, "ends before what its headers announce"),
            _ when HasTraces(image) => Failed(path, image, BinaryError.NoBuildInfo, "was built by Go, but its build information is missing"),
            _ => Failed(path, image, BinaryError.NotGoBinary, "is an executable that Go did not build"),
        };
    }

    private static GoBuildInfo Describe(string path, Image image, BuildInfoBlob blob)
    {
        var text = ModuleText.Parse(blob.Modules);
        var settings = new Dictionary<string, string>(text.Settings.Count);
        foreach (var (key, value) in text.Settings)
        {
            settings[key] = value;
        }

        return new GoBuildInfo
        {
            Path = path,
            GoVersion = GoVersion.TryParse(blob.Version, out var version) ? version : null,
            GoVersionText = blob.Version,
            Package = text.Package,
            Main = text.Main,
            Deps = text.Deps,
            Settings = settings,
            File = image.File,
        };
    }

    // A file of separate debug information has the names of the sections, but not their bytes.
    private static bool HasTraces(Image image) => image.File.Sections.Any(section => section.Name is ".go.buildinfo" or ".gopclntab")
        ? image.File.Sections.Any(section => section is { IsInFile: true, Name: ".go.buildinfo" or ".gopclntab" })
        : image.File.BuildId is not null || image.Section("__gopclntab") is not null;

    private static GoBuildInfo Packed(string path, Image? image) =>
        Failed(path, image, BinaryError.PackedBinary, "is packed with UPX, so that what is in it cannot be told");

    private static GoBuildInfo Failed(string path, Image? image, BinaryError error, string what) =>
        new() { Path = path, File = image?.File, Problem = new BinaryProblem(error, $"'{path}' {what}.") };
}
