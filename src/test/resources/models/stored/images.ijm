// The images that the stored models were trained on and are applied to, from arithmetic alone. FOLDER is the argument.
var out = getArgument() + "/";
var next = 1;
setBatchMode(true);
folder("clean"); folder("noisy"); folder("shaded"); folder("cells"); folder("cells/round"); folder("cells/long");
folder("masks"); folder("styles"); folder("styles/calm"); folder("styles/loud");
for (i = 0; i < 6; i++) {
    field(48, 40);
    saveAs("tiff", out + "clean/field" + i + ".tif");
    noise(150);
    saveAs("tiff", out + "noisy/field" + i + ".tif");
    close();
    open(out + "clean/field" + i + ".tif");
    for (y = 0; y < 40; y++)
        for (x = 0; x < 48; x++)
            setPixel(x, y, round(getPixel(x, y) * (1.2 - 0.02 * x)));
    saveAs("tiff", out + "shaded/field" + i + ".tif");
    close();
}
for (i = 0; i < 24; i++) {
    cell(6, 6);
    saveAs("tiff", out + "cells/round/round" + IJ.pad(i, 2) + ".tif");
    close();
    cell(11, 4);
    saveAs("tiff", out + "cells/long/long" + IJ.pad(i, 2) + ".tif");
    close();
}
for (i = 0; i < 8; i++) {
    name = "field" + i + ".tif";
    mask(32, 32);
    saveAs("tiff", out + "masks/" + name);
    close();
    styled(out + "masks/" + name, 30);
    saveAs("tiff", out + "styles/calm/" + name);
    close();
    styled(out + "masks/" + name, 300);
    saveAs("tiff", out + "styles/loud/" + name);
    close();
}
mask(45, 37);
saveAs("tiff", out + "mask.tif");
close();
field(41, 29);
noise(150);
run("Add Slice");
for (y = 0; y < 29; y++)
    for (x = 0; x < 41; x++)
        setPixel(x, y, 400 + 40 * ((x * 7 + y * 5) % 11) + 3 * x);
saveAs("tiff", out + "input.tif");
close();
newImage("", "8-bit black", 41, 29, 1);
setColor(255);
fillRect(12, 9, 6, 5);
fillRect(30, 20, 3, 3);
saveAs("tiff", out + "holes.tif");
close();

function folder(name) { File.makeDirectory(out + name); }

// From 0 to below 1: Park and Miller's generator, which is exact in doubles.
function chance() {
    next = (next * 16807) % 2147483647;
    return next / 2147483647;
}

function field(width, height) {
    newImage("", "16-bit black", width, height, 1);
    for (y = 0; y < height; y++)
        for (x = 0; x < width; x++)
            setPixel(x, y, 500);
    for (k = 0; k < width * height / 60; k++) {
        cx = floor(chance() * width); cy = floor(chance() * height); peak = floor(chance() * 1500);
        for (y = maxOf(0, cy - 3); y < minOf(height, cy + 4); y++)
            for (x = maxOf(0, cx - 3); x < minOf(width, cx + 4); x++)
                setPixel(x, y, getPixel(x, y) + floor(peak / (1 + (x - cx) * (x - cx) + (y - cy) * (y - cy))));
    }
    resetMinAndMax();
}

function noise(most) {
    for (y = 0; y < getHeight(); y++)
        for (x = 0; x < getWidth(); x++)
            setPixel(x, y, maxOf(0, getPixel(x, y) + floor(most * (chance() + chance() + chance() - 1.5))));
}

function cell(width, height) {
    newImage("", "8-bit black", 16, 16, 1);
    setColor(200);
    fillOval(1 + floor(chance() * (14 - width)), 1 + floor(chance() * (14 - height)), width, height);
    for (y = 0; y < 16; y++)
        for (x = 0; x < 16; x++)
            setPixel(x, y, getPixel(x, y) + 20 + floor(9 * chance()));
}

function mask(width, height) {
    newImage("", "8-bit black", width, height, 1);
    for (k = 1; k <= 4; k++) {
        setColor(k);
        fillOval(floor(chance() * (width - 8)), floor(chance() * (height - 8)), 9, 9);
    }
}

function styled(file, most) {
    open(file);
    run("16-bit");
    for (y = 0; y < getHeight(); y++)
        for (x = 0; x < getWidth(); x++)
            setPixel(x, y, 1000 + 2000 * minOf(1, getPixel(x, y)));
    noise(most);
    resetMinAndMax();
}
