#!/bin/sh
# Trains the shipped model anew, on simulated images only: about 25 minutes on two cores.
#   macros/train-fluorescence.sh MULLIGAN_FOLDER WORK_FOLDER
# MULLIGAN_FOLDER is target/mulligan; the model is WORK_FOLDER/fluorescence. With the same CPU, number of threads and memory
# (the 6 GB below) the weights are the shipped ones.
set -eu
mulligan=$1/bin/mulligan
work=$2
export MULLIGAN_JAVA_OPTS=-Xmx6g
"$mulligan" simulate-images --output "$work/sim" --count 1000 --size 320 --seed 1
"$mulligan" train-denoiser --clean "$work/sim" --name "$work/fluorescence" --photons 3-500 --readnoise 2 \
    --filters 24 --depth 3 --batch 8 --steps 15600 --seed 1 --precision bf16
