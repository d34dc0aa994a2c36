# Denoises an image with the command of the menu, and hands the result on to the script.
# Fiji: File > Open..., then Run in the script editor (language: Python (Jython)).
#@ ImagePlus noisy
#@ String (label = "Model", value = "fluorescence") model
#@ CommandService commands
#@output ImagePlus denoised

# The keys are those of the recorded macro line. On a display SciJava asks for what is left out.
keys = {
    "input": noisy,  # also a Dataset, an ImgPlus, or any image of ImgLib2
    "model": model,
    "sharpness": 0.0,
    "tile": 0,
    "precision": "auto",
    "device": "auto",
    "depth": "same",
    "maps": False,
    "output": "",
}
module = commands.run("org.mulligan.command.apply.Denoise", True, keys).get()
if module.isCanceled():
    raise Exception(module.getCancelReason())
denoised = module.getOutput("restored")
