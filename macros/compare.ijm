// Which denoiser is best for an image? Ranks them on a sample, without its clean partner, takes the winner, and writes sheet,
// table and result into a folder. Runs without a display:
//   bin/mulligan macro macros/compare.ijm [FOLDER]

out = getArgument();
if (out == "") out = getDirectory("cwd") + "mulligan-compare";
if (!matches(out, "([A-Za-z]:)?[/\\\\].*")) out = getDirectory("cwd") + out;
if (File.exists(out)) exit(out + " exists already; name another folder");
File.makeDirectory(out);
setBatchMode(true);

run("Simulate Training Images...", "output=[" + out + "/simulated] count=1 size=256 seed=4 photons=30");
files = getFileList(out + "/simulated/noisy/");
noisy = out + "/simulated/noisy/" + files[0];

open(noisy);
run("Compare on This Image...", "output=[" + out + "]");
print("Best: " + getResultString("Method", 0) + ", gain over raw [dB]: " + getResult("Gain [dB]", 0));
close("*");

open(noisy);
run("Denoise with Mulligan...", "model=auto output=[" + out + "/denoised.tif]");
print("Done. Look at the sheet in " + out);
