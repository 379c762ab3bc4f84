module assay.invalid/hsp

go 1.21
