"""Denoises a NumPy image with Mulligan from Python, through PyImageJ.

    pip install pyimagej
    python pyimagej_denoise.py FIJI noisy.tif denoised.tif

FIJI is the folder of a Fiji into which `mulligan install` has put Mulligan.
"""

import sys

import imagej
import scyjava

fiji, source, target = sys.argv[1:4]
ij = imagej.init(fiji, mode="headless")

Optional = scyjava.jimport("java.util.Optional")
Path = scyjava.jimport("java.nio.file.Path")
Progress = scyjava.jimport("org.mulligan.engine.Progress")
RestoreSettings = scyjava.jimport("org.mulligan.service.restore.RestoreSettings")
MulliganService = scyjava.jimport("org.mulligan.service.MulliganService")
IJ = scyjava.jimport("ij.IJ")

mulligan = ij.context().service(MulliganService)
noisy = IJ.openImage(source)
denoised = mulligan.restore(
    noisy, RestoreSettings.denoise("fluorescence"), Optional.of(Path.of(target)), Progress.SILENT
)
print(denoised.getInfoProperty())

# As NumPy array, for what comes next in Python.
array = ij.py.from_java(denoised)
print(array.shape, array.dtype, float(array.mean()))
