namespace GoEnv.Binaries;

/// <summary>The formats of executables that Go writes.</summary>
public enum BinaryFormat
{
    /// <summary>Linux, the BSDs, Solaris.</summary>
    Elf,

    /// <summary>Windows.</summary>
    Pe,

    /// <summary>macOS and iOS.</summary>
    MachO,

    /// <summary>AIX.</summary>
    Xcoff,

    /// <summary>Plan 9.</summary>
    Plan9,
}

/// <summary>What an executable file is for.</summary>
public enum BinaryKind
{
    /// <summary>A program at a fixed address.</summary>
    Executable,

    /// <summary>A program that can be loaded at any address.</summary>
    PositionIndependentExecutable,

    /// <summary>A library or plug-in.</summary>
    SharedLibrary,

    /// <summary>An object file for a linker.</summary>
    ObjectFile,

    /// <summary>Anything else, such as a core dump.</summary>
    Other,
}

/// <summary>Whether a program needs libraries of the machine it runs on.</summary>
public enum BinaryLinkage
{
    /// <summary>It needs none.</summary>
    Static,

    /// <summary>It names a loader or libraries.</summary>
    Dynamic,
}

/// <summary>A named range of a binary.</summary>
public sealed record BinarySection(string Name, ulong Address, ulong Offset, ulong Size)
{
    /// <summary>True when its bytes are in the file.</summary>
    public bool IsInFile { get; init; } = true;

    /// <summary>True when it holds machine instructions.</summary>
    public bool IsCode { get; init; }
}

/// <summary>What the headers of an executable say, whatever built it.</summary>
public sealed record BinaryFile
{
    /// <summary>The format.</summary>
    public required BinaryFormat Format { get; init; }

    /// <summary>The operating system as Go names it; null where the headers leave it open.</summary>
    public string? Os { get; init; }

    /// <summary>The processor as Go names it, or the number in the headers.</summary>
    public required string Arch { get; init; }

    /// <summary>32 or 64.</summary>
    public required int Bits { get; init; }

    /// <summary>True when the most significant byte comes first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>What the file is for.</summary>
    public BinaryKind Kind { get; init; }

    /// <summary>Static or dynamic.</summary>
    public BinaryLinkage Linkage => Interpreter is null && Libraries.Count == 0 ? BinaryLinkage.Static : BinaryLinkage.Dynamic;

    /// <summary>The address where it starts; 0 where there is none.</summary>
    public ulong Entry { get; init; }

    /// <summary>The loader that it names; null where it names none.</summary>
    public string? Interpreter { get; init; }

    /// <summary>The libraries that it names, in their order.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>True when it has no symbol table.</summary>
    public bool IsStripped { get; init; }

    /// <summary>True when it has DWARF debug information.</summary>
    public bool HasDwarf { get; init; }

    /// <summary>True when it ends before what its headers announce.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The build ID that the go command gave it; null where there is none.</summary>
    public string? BuildId { get; init; }

    /// <summary>The build ID that the linker gave an ELF file (a GNU note), in hexadecimal; null where there is none.</summary>
    public string? LinkerBuildId { get; init; }

    /// <summary>The processors of a universal (fat) Mach-O file; empty otherwise. The rest of the record is of one of them.</summary>
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary>The sections, in their order.</summary>
    public IReadOnlyList<BinarySection> Sections { get; init; } = [];
}
