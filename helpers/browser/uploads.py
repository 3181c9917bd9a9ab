"""Files of one's own keep their bytes: JupyterLite would store a text that is not UTF-8 with its letters replaced, and say nothing."""

STORED = 'else if(r.hasFormat(a,"text")){const e=t?u.decode(this._binaryStringToBytes(n)):n;'
FITS = '(()=>{try{return new TextDecoder("utf-8",{fatal:true}).decode(this._binaryStringToBytes(n)),true}catch{return false}})()'
MENDED = STORED.replace('"text"))', f'"text")&&(!t||{FITS}))')  # what does not fit goes on to the branch that stores bytes


def keep_bytes(site):
    """Mend the script of a site that stores files.

    Raises
    ------
    RuntimeError
        If it is not the one that this mends.
    """
    found = [path for path in sorted((site / "build").glob("*.js")) if STORED in path.read_text(encoding="utf-8")]
    if len(found) != 1:
        raise RuntimeError(f"JupyterLite stores files in another way now: {len(found)} of its scripts have the place to mend.")
    found[0].write_text(found[0].read_text(encoding="utf-8").replace(STORED, MENDED), encoding="utf-8")
