// Super-resolution, deblurring and filling in, each on an image whose truth is known: the macro makes it, degrades it as a
// training would (Preview Degradation), restores it, and writes before/after sheets and the maps of trust into a folder. The
// first two use shipped models; the third trains one for two minutes. Runs without a display:
//   bin/mulligan macro macros/restore.ijm [FOLDER]

out = getArgument();
if (out == "") out = freeName(getDirectory("cwd") + "mulligan-restore");
if (!matches(out, "([A-Za-z]:)?[/\\\\].*")) out = getDirectory("cwd") + out;
File.makeDirectory(out);
print("Writing to " + out);
setBatchMode(true);
run("Simulate Training Images...", "output=[" + out + "/wanted] count=40 size=256 seed=3");
files = getFileList(out + "/wanted/");
wanted = out + "/wanted/" + files[0];

// 1. Super-resolution: the degraded half of the preview repeats each coarse pixel, so every second one is the image itself.
degrade("task=super-resolve scale=2 psf=2 photons=100", out + "/low.tif");
open(out + "/low.tif");
run("Scale...", "x=0.5 y=0.5 interpolation=None create");
saveAs("tiff", out + "/low.tif");
close("*");
open(out + "/low.tif");
run("Super-Resolve with Mulligan...", "model=super-resolution-x2 maps=true output=[" + out + "/super-resolved.tif]");
close("*");
open(out + "/low.tif");
run("Scale...", "x=2 y=2 interpolation=Bicubic create");
saveAs("tiff", out + "/bicubic.tif");
close("*");
sheet(newArray("bicubic.tif", "super-resolved.tif", "truth.tif"), newArray("bicubic", "Mulligan x2", "truth"), "super-resolution");

// 2. Deblurring.
degrade("task=deblur psf=3 photons=200", out + "/blurred.tif");
open(out + "/blurred.tif");
run("Restore with Mulligan...", "model=deblur maps=true output=[" + out + "/deblurred.tif]");
close("*");
sheet(newArray("blurred.tif", "deblurred.tif", "truth.tif"), newArray("blurred, noisy", "Mulligan", "truth"), "deblurring");

// 3. Filling in: missing pixels are not numbers (NaN) in the preview; two minutes of training are few.
degrade("task=inpaint hole=16", out + "/holes.tif");
File.rename(wanted, out + "/truth-of-holes.tif"); // not to be learnt from
run("Train Restorer...", "task=inpaint wanted=[" + out + "/wanted] name=[" + out + "/fill-in.zip] hole=16 minutes=2 filters=16");
open(out + "/holes.tif");
run("Restore with Mulligan...", "model=[" + out + "/fill-in.zip] mask=nan output=[" + out + "/filled.tif]");
close("*");
sheet(newArray("holes.tif", "filled.tif", "truth.tif"), newArray("holes", "filled in", "truth"), "filling-in");
print("Done. Look at the sheets in " + out);

// The degraded half of a preview of the first wanted image, and its truth.
function degrade(options, target) {
    open(wanted);
    run("Preview Degradation...", options + " seed=5");
    preview = getTitle();
    run("Duplicate...", "title=slice");
    half = getWidth() / 2;
    makeRectangle(0, 0, half, getHeight());
    run("Duplicate...", "title=truth");
    saveAs("tiff", out + "/truth.tif");
    selectWindow("slice");
    makeRectangle(half, 0, half, getHeight());
    run("Duplicate...", "title=degraded");
    saveAs("tiff", target);
    close("*");
}

// Images side by side in the grey scale of the last.
function sheet(names, captions, title) {
    open(out + "/" + names[names.length - 1]);
    run("Enhance Contrast", "saturated=0.35");
    getMinAndMax(low, high);
    close("*");
    for (p = 0; p < names.length; p++) {
        open(out + "/" + names[p]);
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
    saveAs("png", out + "/" + title + ".png");
    close("*");
}

function freeName(folder) {
    if (!File.exists(folder)) return folder;
    n = 2;
    while (File.exists(folder + "-" + n)) n++;
    return folder + "-" + n;
}
