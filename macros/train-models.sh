#!/bin/sh
# Trains the shipped models anew, on simulated images only: about two hours on two cores.
#   macros/train-models.sh MULLIGAN_FOLDER WORK_FOLDER
# MULLIGAN_FOLDER is target/mulligan; the models are written into WORK_FOLDER. With the same CPU, number of threads and memory
# (the 6 GB below) the weights are the shipped ones. The last two have no adversary: an unsharp mask did as well as the one of the super-resolver, and that of the deblurrer stayed at equilibrium. The line that
# describes each model in the lists was then written into its rdf.yaml (description, and summary) by hand.
set -eu
mulligan=$1/bin/mulligan
work=$2
export MULLIGAN_JAVA_OPTS=-Xmx6g
"$mulligan" simulate-images --output "$work/sim" --count 1000 --size 320 --seed 1
"$mulligan" train-denoiser --clean "$work/sim" --name "$work/fluorescence" --photons 3-500 --readnoise 2 \
    --filters 24 --depth 3 --batch 8 --steps 15600 --seed 1 --precision bf16
"$mulligan" train-super-resolver --high "$work/sim" --name "$work/super-resolution-x2" --scale 2 --psf 2 \
    --photons 5-500 --readnoise 2 --filters 24 --depth 3 --patch 48 --batch 8 --adversary none --steps 8100 --seed 1 --precision bf16
"$mulligan" train-restorer --task deblur --wanted "$work/sim" --name "$work/deblur" --psf 3 --photons 20-2000 \
    --readnoise 2 --filters 24 --depth 3 --batch 8 --adversary none --steps 6000 --seed 1 --precision bf16
# The denoiser that is told of the noise: on all kinds of structures, from the weights of the first. Of what is measured in a
# real image .7 are noise, which this training cannot know, so its package says that (noise_scale). In float32, as the
# machine had no AVX-512: on one that has, bf16 is faster and the weights are others.
"$mulligan" simulate-images --output "$work/structures" --structures all --count 2400 --size 320 --seed 1
"$mulligan" train-denoiser --clean "$work/structures" --name "$work/general" --architecture unet-noise-map --start "$work/fluorescence" \
    --degradation detector --photons 2-1000 --readnoise 3 --filters 24 --depth 3 --batch 8 --adversary none --steps 10000 \
    --seed 1 --precision fp32
sed -i 's/^    provenance:$/&\n      noise_scale: 0.7/' "$work/general/rdf.yaml"
# The same with fewer filters, taught by it: more than twice as fast.
"$mulligan" train-denoiser --clean "$work/structures" --name "$work/general-fast" --architecture unet-noise-map --start none \
    --teacher "$work/general" --degradation detector --photons 2-1000 --readnoise 3 --filters 16 --depth 3 --batch 8 \
    --adversary none --steps 4000 --seed 1 --precision fp32
sed -i 's/^    provenance:$/&\n      noise_scale: 0.7/' "$work/general-fast/rdf.yaml"
# The denoiser of method=noise2vst is no model of its own but a resource of the engine: org.mulligan.train.vst.GaussianRecipe,
# among the tests, makes it again out of textures in about ten minutes on one core.
