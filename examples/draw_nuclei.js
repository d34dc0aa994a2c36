// Draws images that look like those a synthesiser was trained on. None of them is a measurement.
// Fiji: File > Open..., then Run in the script editor (language: JavaScript).
#@ String (label = "Model", value = "nuclei-64") model
#@ Integer (label = "Images", value = 16, min = 1) count
#@ Long (label = "Seed of the first", value = 1) seed
#@ org.mulligan.service.MulliganService mulligan
#@output ImagePlus drawn

var Optional = Java.type("java.util.Optional");
var Progress = Java.type("org.mulligan.engine.Progress");
var DrawSettings = Java.type("org.mulligan.service.generate.DrawSettings");
var DrawStyle = Java.type("org.mulligan.service.generate.DrawStyle");

// The same seed gives the same image, on this machine, for ever.
var settings = new DrawSettings(DrawStyle.of(model), count, seed, Optional.empty());
drawn = mulligan.synthesisers().draw(settings, Optional.empty(), Progress.SILENT).image().get();
