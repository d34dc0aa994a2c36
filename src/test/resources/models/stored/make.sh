#!/bin/sh
# Made what lies here, once. It is kept to show how; what it would make with a later Mulligan is not what must open.
#   make.sh MULLIGAN /stored    the launcher of the distribution, and a new folder. Its path stands in synthesisers' notes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mulligan=$1
mkdir "$2"
cd "$2"
mkdir images results trainings
"$mulligan" macro "$here/images.ijm" "$PWD/images"
mv images/input.tif images/mask.tif images/holes.tif .

own="--precision fp32 --device cpu --seed 3"
small="--filters 3 --depth 1 --patch 16 --batch 4 $own"
"$mulligan" train-denoiser --noisy images/noisy --clean images/clean --name denoiser.zip --steps 200 --adversary hinge --weight 8 $small
"$mulligan" train-super-resolver --high images/clean --scale 2 --psf 1 --photons 200 --name super-resolver.zip --steps 100 --adversary none $small
"$mulligan" train-restorer --task deblur --wanted images/clean --psf 2 --photons 200 --name deblur.zip --steps 200 --weight 8 $small
"$mulligan" train-restorer --task inpaint --wanted images/clean --hole 6 --name inpaint.zip --steps 100 --adversary none $small
"$mulligan" train-restorer --task even-light --measured images/shaded --wanted images/clean --name even-light.zip --steps 100 --adversary none \
    --filters 3 --depth 1 --patch 64 --batch 4 $own
"$mulligan" train-synthesiser --system styled --images images/styles --inputs images/masks --labels true --classes folders --size 32 \
    --filters 2 --batch 4 --steps 60 --name styled.zip $own
"$mulligan" train-synthesiser --system resnet --images images/cells --classes folders --size 16 --filters 1 --batch 4 --steps 100 \
    --name resnet.zip $own
"$mulligan" train-synthesiser --system vae --images images/cells/round --size 16 --filters 1 --batch 4 --steps 100 --name vae.zip $own
"$mulligan" latent --model resnet.zip --do project --image images/cells/long/long03.tif --class long --output resnet.tif
rm resnet.tif
# A 3 x 3 convolution and a division, by StrangeGraphs of the tests.
cp "$here/foreign.pb" .
"$mulligan" import --source foreign.pb --name foreign.zip --task denoise --units image --normalisation "fixed 700 300" --axes byxc --multiple 4

# Results without their Info, which says when and where they were made.
echo 'open(getArgument()); setMetadata("Info", ""); saveAs("tiff", getArgument());' > bare.ijm
bare() { "$mulligan" macro bare.ijm "$PWD/$1"; }
sed 's/@//g' "$here/results.csv" | while IFS=';' read -r result line; do
    "$mulligan" $line --output "results/$result" < /dev/null
    bare "results/$result"
done
bare results/denoiser-adversarial-maps.tif

# Trainings that are stopped in the middle, and what they come to when they are not.
sed 's/@//g' "$here/resumed.csv" | while IFS=';' read -r name train apply; do
    "$mulligan" $train --name "$name.zip" < /dev/null
    "$mulligan" $apply --model "$name.zip" --output "results/$name.tif" < /dev/null
    bare "results/$name.tif"
    rm "$name.zip"
    "$mulligan" $train --name "$name.zip" < /dev/null > log.txt 2>&1 &
    until grep -q "^step [5-9][0-9]" log.txt; do sleep 0.02; done
    kill $!
    wait $! || true
    cat log.txt
    rm "$name.zip" log.txt
    # Of the two checkpoints that are kept the newer one, without the sheets of samples.
    (cd ".$name.zip.training" && rm -rf step-000000000 sheet-* && zip -9 -r "../trainings/$name.zip" .)
    rm -r ".$name.zip.training"
done
rm -r bare.ijm images/masks images/shaded images/styles foreign.pb
