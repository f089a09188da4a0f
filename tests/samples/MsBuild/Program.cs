var app = WebApplication.CreateSlimBuilder(args).Build();
var release = new DirectoryInfo(AppContext.BaseDirectory).Name;

app.MapGet("/", () => $"Shop on {Environment.GetEnvironmentVariable("HOST_ALIAS")}, release {release}\n");
app.MapGet("/health", () => "healthy\n");
app.Run();
