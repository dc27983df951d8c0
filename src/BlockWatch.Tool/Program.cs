using BlockWatch.Tool;

return await Composition.ForThisProcess().RunAsync(args);
