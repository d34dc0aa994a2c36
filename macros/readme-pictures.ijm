// Makes the README's picture: simulated images noisy | denoised with the shipped model | truth, and prints the figures.
//   bin/mulligan macro macros/readme-pictures.ijm FOLDER

out = getArgument();
setBatchMode(true);
run("Simulate Training Images...", "output=[" + out + "] count=6 size=256 photons=15 seed=2");
File.makeDirectory(out + "/shipped");
names = getFileList(out + "/noisy/");
for (i = 0; i < names.length; i++) {
    open(out + "/noisy/" + names[i]);
    run("Denoise with Mulligan...", "model=general output=[" + out + "/shipped/" + names[i] + "]");
    close("*");
}
run("Evaluate Restoration...", "result=[" + out + "/shipped] truth=[" + out + "/clean] noisy=[" + out + "/noisy]");
row(names[1]);
rename("upper");
row(names[2]);
rename("lower");
run("Combine...", "stack1=upper stack2=lower combine");
saveAs("png", out + "/before-after.png");

function row(name) {
    folders = newArray("/noisy/", "/shipped/", "/clean/");
    captions = newArray("noisy", "denoised", "truth");
    open(out + "/clean/" + name);
    run("Enhance Contrast", "saturated=0.35");
    getMinAndMax(low, high);
    close();
    for (p = 0; p < 3; p++) {
        open(out + folders[p] + name);
        setMinAndMax(low, high);
        run("8-bit");
        setColor("white");
        setFont("SansSerif", 16, "bold");
        drawString(captions[p], 6, 22);
        rename("panel");
        if (p == 0) rename("row");
        else {
            run("Combine...", "stack1=row stack2=panel");
            rename("row");
        }
    }
}
