#!/bin/sh
# Trains the shipped synthesiser anew, and one of digits, which is not shipped.
#   macros/train-synthesisers.sh MULLIGAN_FOLDER WORK_FOLDER BBBC039_IMAGES [MNIST_FOLDER]
# MULLIGAN_FOLDER is target/mulligan; the models are written into WORK_FOLDER.
# BBBC039_IMAGES has the images of BBBC039 (nuclei of U2OS cells, CC0, Broad Bioimage Benchmark Collection) whose index in the sorted list is a
# multiple of five or leaves seven when divided by twenty; the last eight of these forty are held back for the figures. About 35 minutes on two
# quiet cores.
# MNIST_FOLDER has train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz; ten minutes more. MNIST is CC BY-SA 3.0, whose share-alike we do not
# want to put on a model that we ship.
set -eu
mulligan=$1/bin/mulligan
work=$2
images=$3
export MULLIGAN_JAVA_OPTS=-Xmx4g
mkdir -p "$work/bbbc039/train" "$work/bbbc039/held"
ls "$images" | head -32 | while read -r file; do cp "$images/$file" "$work/bbbc039/train/"; done
ls "$images" | tail -8 | while read -r file; do cp "$images/$file" "$work/bbbc039/held/"; done
cd "$work"
"$mulligan" train-synthesiser --images bbbc039/train --size 64 --fit crop --symmetries --system resnet --filters 16 \
    --steps 12000 --seed 1 --precision bf16 --name ./nuclei-64
"$mulligan" evaluate-synthesis --images bbbc039/held --fit crop --model ./nuclei-64 --output figures
if [ $# -gt 3 ]; then
    "$mulligan" train-synthesiser --images "$4/train-images-idx3-ubyte.gz" --classes "$4/train-labels-idx1-ubyte.gz" --size 28 \
        --system resnet --minutes 10 --seed 1 --name ./digits
fi
