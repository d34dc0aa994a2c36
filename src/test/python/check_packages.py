"""Checks exported models with the tools of others: python check_packages.py PATH...

Each PATH is a bioimage.io package, or a CSBDeep zip or SavedModel with test_input.npy and
test_output.npy in it. Prints a line for each: "PATH ok DIFFERENCE", the largest difference between
the stored test output and what Python's TensorFlow computes, or "PATH FAILED reason".
Wants bioimageio.core 0.11.0, pydantic below 2.12 and TensorFlow 2.18.
"""

import os
import pathlib
import shutil
import sys
import tempfile
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
import yaml


def unpacked(path, folder):
    """A folder with the files of the package."""
    if path.is_dir():
        return path
    with zipfile.ZipFile(path) as zipped:
        zipped.extractall(folder)
    return folder


def check_bioimage(path):
    """Validates the format and runs the test of bioimageio.core, in the current (fresh) folder."""
    from bioimageio.core import load_description, test_description

    description = load_description(str(path), perform_io_checks=True)
    if description.validation_summary.status != "valid-format":
        raise ValueError(description.validation_summary.format()[:2000])
    summary = test_description(str(path), weight_format="tensorflow_saved_model_bundle")
    if summary.status != "passed":
        raise ValueError(summary.format()[:4000])


def difference(graph, folder):
    """Loads a SavedModel and compares its output with the stored one."""
    model = tf.saved_model.load(str(graph))
    run = model.signatures["serving_default"]
    (key,) = run.structured_input_signature[1]
    found = list(run(**{key: tf.constant(np.load(folder / "test_input.npy"))}).values())[0].numpy()
    wanted = np.load(folder / "test_output.npy")
    if found.shape != wanted.shape:
        raise ValueError(f"shape {found.shape} in place of {wanted.shape}")
    return float(np.max(np.abs(found - wanted)))


def check(path, fresh):
    os.chdir(fresh)
    (fresh / "files").mkdir()
    folder = unpacked(path, fresh / "files")
    rdf = folder / "rdf.yaml"
    if not rdf.exists():
        return difference(folder, folder)
    check_bioimage(path if path.is_file() else rdf)
    weights = yaml.safe_load(rdf.read_text())["weights"]["tensorflow_saved_model_bundle"]
    bundle = fresh / "bundle"
    with zipfile.ZipFile(folder / weights["source"]) as zipped:
        zipped.extractall(bundle)
    return difference(bundle, folder)


def main():
    failed = False
    for name in sys.argv[1:]:
        # bioimageio.core leaves files behind, which the next check would find.
        fresh = pathlib.Path(tempfile.mkdtemp())
        try:
            print(name, "ok", check(pathlib.Path(name).absolute(), fresh), flush=True)
        except Exception as e:
            failed = True
            print(name, "FAILED", type(e).__name__, str(e).replace("\n", " | "), flush=True)
        finally:
            os.chdir("/")
            shutil.rmtree(fresh, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
