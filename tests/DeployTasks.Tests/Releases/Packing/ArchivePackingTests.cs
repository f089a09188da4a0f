using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Packing;

public sealed class ArchivePackingTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("tar -cf a.any -C in .")]
    [InlineData("tar -czf a.any -C in .")]
    [InlineData("(cd in && python3 -c \"import shutil; shutil.make_archive('../z','zip')\") && mv z.zip a.any && rm -f in/link && rm in/run && printf '#!' > in/run")]
    public async Task An_archive_packs_like_the_folder_it_was_made_of(string make)
    {
        _ = _temp.File("in/sub/app.dll");
        _ = _temp.File("in/run", "#!", "755");
        _ = Sh.Ok($"cd '{_temp.Path}' && umask 022 && ln -s sub/app.dll in/link && mkdir in/empty && chmod 755 in in/sub in/empty && {make}");
        Packed.Unpack(await Packed.PackAsync(_temp["a.any"], _temp["work"]), _temp["out"]);
        if (make.Contains("zip"))
        {
            // Python's zip follows links.
            _ = Sh.Ok($"rm '{_temp["out/link"]}'; chmod 644 '{_temp["out/run"]}'");
        }

        Assert.Equal(Packed.Listing(_temp["in"]), Packed.Listing(_temp["out"]));
    }

    [Theory]
    [InlineData("DT9010", "add('../evil')")]
    [InlineData("DT9010", "add('/etc/evil')")]
    [InlineData("DT9010", "add('a/../../evil')")]
    [InlineData("DT9010", "add('twice'); add('twice')")]
    [InlineData("DT9010", "link('out', 'in'); add('out/evil')")]
    [InlineData("DT9010", "add('file'); add('file/evil')")]
    [InlineData("DT9011", "link('out', '/etc')")]
    [InlineData("DT9011", "link('out', '../etc')")]
    [InlineData("DT9011", "link('d/x', '..'); link('out', 'd/x/../../etc')")]
    [InlineData("DT9012", "add('dev', type=tarfile.CHRTYPE)")]
    [InlineData("DT9012", "add('pipe', type=tarfile.FIFOTYPE)")]
    [InlineData("DT9012", "add('su', mode=0o4755)")]
    [InlineData("DT9012", "add('hard', type=tarfile.LNKTYPE, linkname='nothing')")]
    [InlineData("DT9013", "add('bomb', data=b'0' * (80 << 20))")]
    public async Task A_hostile_archive_is_refused_before_anything_is_unpacked(string code, string script)
    {
        File.WriteAllText(_temp["make.py"],
            $$"""
            import tarfile, io
            t = tarfile.open('{{_temp["a.tgz"]}}', 'w:gz')
            def add(name, type=tarfile.REGTYPE, mode=0o644, data=b'x', linkname=''):
                i = tarfile.TarInfo(name); i.type = type; i.mode = mode; i.linkname = linkname
                i.size = len(data) if type == tarfile.REGTYPE else 0
                t.addfile(i, io.BytesIO(data) if i.size else None)
            def link(name, target): add(name, tarfile.SYMTYPE, 0o777, b'', target)
            {{script}}
            t.close()
            """);
        _ = Sh.Ok($"python3 '{_temp["make.py"]}'");
        Assert.Equal(code, (await Packed.ErrorAsync(() => Packed.PackAsync(_temp["a.tgz"], _temp["work"]))).Code);
        Assert.False(File.Exists(_temp["evil"]));
    }

    [Theory]
    [InlineData("this is no archive, and long enough to be taken for a header of one if it were nothing else at all")]
    [InlineData("PK and then nonsense")]
    public async Task A_file_that_is_no_archive_is_named_as_such(string content)
    {
        var error = await Packed.ErrorAsync(() => Packed.PackAsync(_temp.File("a", content), _temp["work"]));
        Assert.Equal("DT9028", error.Code);
    }

    [Fact]
    public async Task A_hard_link_becomes_a_file_of_the_same_content()
    {
        _ = _temp.File("in/a", "hello");
        _ = Sh.Ok($"cd '{_temp.Path}' && ln in/a in/b && tar -cf a.tar -C in a b");
        Packed.Unpack(await Packed.PackAsync(_temp["a.tar"], _temp["work"]), _temp["out"]);
        Assert.Equal("hello", File.ReadAllText(_temp["out/b"]));
    }

    [Fact]
    public async Task Folders_and_files_of_a_zip_made_by_NET_Framework_have_their_places()
    {
        File.WriteAllText(_temp["make.py"],
            $"""
            import zipfile
            z = zipfile.ZipFile('{_temp["a.zip"]}', 'w')
            for name in ['dir\\', 'dir\\empty\\', 'dir\\app.dll']:
                z.writestr(zipfile.ZipInfo(name), 'hello' if name.endswith('dll') else '')
            z.close()
            """);
        _ = Sh.Ok($"python3 '{_temp["make.py"]}'");
        Packed.Unpack(await Packed.PackAsync(_temp["a.zip"], _temp["work"]), _temp["out"]);
        Assert.Equal("hello", File.ReadAllText(_temp["out/dir/app.dll"]));
        Assert.True(Directory.Exists(_temp["out/dir/empty"]));
    }
}
