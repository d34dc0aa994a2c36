// Which images of a folder have noise of each pixel by itself, as the shipped denoiser knows it: a list of their gain and of
// the correlation of their noise, to choose from before a night of denoising.
//   bin/mulligan macro macros/inspect-folder.ijm "FOLDER;LIST.csv"

both = split(getArgument(), ";");
folder = both[0] + "/";
list = "image,gain,correlation x,correlation y\n";
names = getFileList(folder);
images = 0;
white = 0;
setBatchMode(true);
for (i = 0; i < names.length; i++) {
    if (!endsWith(names[i], ".tif")) continue;
    open(folder + names[i]);
    title = getTitle();
    run("Clear Results");
    run("Inspect Noise...", "input=[" + title + "]");
    x = getResult("Correlation X 1", 0);
    y = getResult("Correlation Y 1", 0);
    list = list + title + "," + getResult("Gain [counts/photon]", 0) + "," + x + "," + y + "\n";
    if (maxOf(x, y) < 0.25) white++;
    images++;
    close("*");
}
File.saveString(list, both[1]);
print(images + " images, " + white + " of them with noise of each pixel by itself");
