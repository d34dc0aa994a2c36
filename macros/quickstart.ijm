// Mulligan in four minutes: denoises with the shipped model, trains a model of its own for a minute, denoises with that, and
// writes pictures and figures into a folder (mulligan-quickstart in the current one, or -2, -3... if that exists). Runs without
// a display:
//   bin/mulligan macro macros/quickstart.ijm [FOLDER]

out = getArgument();
if (out == "") out = freeName(getDirectory("cwd") + "mulligan-quickstart");
if (!matches(out, "([A-Za-z]:)?[/\\\\].*")) out = getDirectory("cwd") + out;
File.makeDirectory(out);
print("Writing to " + out);
here = File.getParent(getInfo("macro.filepath"));
setBatchMode(true);

// 1. Images. Those to train on and those to test on come from different seeds.
run("Simulate Training Images...", "output=[" + out + "/training] count=60 size=192 photons=15 seed=1");
run("Simulate Training Images...", "output=[" + out + "/test] count=6 size=256 photons=15 seed=2");
noisy = out + "/test/noisy/";
clean = out + "/test/clean/";

// 2. A real micrograph (see samples/SOURCE.txt), with noise added so that there is something to do.
open(here + "/samples/cell.png");
run("16-bit");
run("Multiply...", "value=20");
saveAs("tiff", out + "/cell-original.tif");
random("seed", 1);
width = getWidth(); height = getHeight();
for (y = 0; y < height; y++)
    for (x = 0; x < width; x++)
        setPixel(x, y, maxOf(0, getPixel(x, y) + 500 * random("gaussian")));
resetMinAndMax();
saveAs("tiff", out + "/cell-noisy.tif");
run("Denoise with Mulligan...", "model=general output=[" + out + "/cell-denoised.tif]");
close("*");

// 3. The shipped model on the test images.
denoiseAll("model=general", out + "/shipped");

// 4. A model of our own, which begins with the shipped one: a minute is little, ten are better.
run("Train Denoiser...", "noisy=[" + out + "/training/noisy] clean=[" + out + "/training/clean] name=[" + out
    + "/my-denoiser.zip] minutes=1");
denoiseAll("model=[" + out + "/my-denoiser.zip]", out + "/own-faithful");
denoiseAll("model=[" + out + "/my-denoiser.zip] sharpness=1", out + "/own-adversarial");

// 5. Figures and pictures.
run("Evaluate Restoration...", "result=[" + out + "/shipped;" + out + "/own-faithful;" + out + "/own-adversarial] truth=[" + clean
    + "] noisy=[" + noisy + "]");
names = getFileList(noisy);
folders = newArray(noisy, out + "/shipped/", out + "/own-faithful/", out + "/own-adversarial/", clean);
captions = newArray("noisy", "shipped model", "own, faithful", "own, adversarial", "truth");
for (i = 1; i < 4; i++)
    sheet(folders, captions, names[i], out + "/before-after-" + i + ".png");
cell = newArray(out + "/cell-noisy.tif", out + "/cell-denoised.tif", out + "/cell-original.tif");
sheet(cell, newArray("noise added to cell.png", "shipped model", "cell.png"), "", out + "/before-after-cell.png");
print("Done. Look at the before-after pictures in " + out);

function freeName(folder) {
    if (!File.exists(folder)) return folder;
    n = 2;
    while (File.exists(folder + "-" + n)) n++;
    return folder + "-" + n;
}

function denoiseAll(options, target) {
    File.makeDirectory(target);
    files = getFileList(noisy);
    for (f = 0; f < files.length; f++) {
        open(noisy + files[f]);
        run("Denoise with Mulligan...", options + " output=[" + target + "/" + files[f] + "]");
        close("*");
    }
}

// Images of one name from several folders, side by side in the grey scale of the last.
function sheet(folders, captions, name, target) {
    open(folders[folders.length - 1] + name);
    run("Enhance Contrast", "saturated=0.35");
    getMinAndMax(low, high);
    close("*");
    for (p = 0; p < folders.length; p++) {
        open(folders[p] + name);
        setMinAndMax(low, high);
        run("8-bit");
        setColor("white");
        setFont("SansSerif", 14, "bold");
        drawString(captions[p], 6, 20);
        rename("panel");
        if (p == 0) rename("sheet");
        else {
            run("Combine...", "stack1=sheet stack2=panel");
            rename("sheet");
        }
    }
    saveAs("png", target);
    close("*");
}
