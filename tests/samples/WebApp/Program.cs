using System.Reflection;

var app = WebApplication.CreateSlimBuilder(args).Build();
var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
var release = new DirectoryInfo(AppContext.BaseDirectory).Name;

app.MapGet("/", () => $"WebApp {version} on {Environment.GetEnvironmentVariable("HOST_ALIAS")}, release {release}\n");
app.MapGet("/health", () => "healthy\n");
app.Run();
