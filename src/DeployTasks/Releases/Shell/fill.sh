# release_name. Before something is unpacked into it: what an attempt before this one left must not count.
cd "$deploy_path/releases/$release_name" || fail not-writable "$deploy_path/releases/$release_name"
if [ -e .dep/end ] || [ -e .dep/check ]; then rm -rf .dep/end .dep/verified .dep/check; fi
